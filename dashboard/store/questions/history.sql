-- One row per upload, newest first, as the ledger has it; undone_by is the newest upload that took it back, if any.
select u.*, max(taken.upload_id) as undone_by
from uploads as u
left join uploads as taken on taken.undoes = u.upload_id
group by all
order by u.upload_id desc
