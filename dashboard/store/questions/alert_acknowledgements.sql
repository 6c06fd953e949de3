-- One row per alert that somebody has seen, oldest first: who, when, and with what note.
select
    a.town_code, a.rule_id, a.began, a.source, a.note as acknowledgement_note,
    a.upload_id, u.uploaded_by as acknowledged_by, u.uploaded_at as acknowledged_at
from alert_acknowledgements as a
join uploads as u using (upload_id)
order by a.upload_id, a.town_code, a.rule_id, a.began, a.source
