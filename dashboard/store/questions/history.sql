-- One row per upload, newest first; undone_by is the upload that took it back, if any.
select
    u.upload_id, u.dataset, u.file_name, u.rows_new, u.rows_changed, u.rows_unchanged, u.rows_removed,
    u.uploaded_by, u.uploaded_at, u.note, u.undoes, max(taken.upload_id) as undone_by
from uploads as u
left join uploads as taken on taken.undoes = u.upload_id
group by all
order by u.upload_id desc
