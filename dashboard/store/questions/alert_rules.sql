-- One row per alert rule that is in force, in the order in which they were set, with who set it, when and why.
select
    r.rule_id, r.kind, r.threshold, r.within_km, r.horizon_days, r.service, r.area_code, r.town_code,
    r.upload_id, u.uploaded_by, u.uploaded_at, u.note
from alert_rules as r
join uploads as u using (upload_id)
where r.state = 'in_force'
order by r.upload_id, r.rule_id
