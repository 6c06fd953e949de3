-- One row per report of the newest day on or before $as_of on which a chosen town was reported on.
select t.town_name, e.* exclude (upload_id)
from evacuations as e join chosen_towns as t using (town_code)
where e.date <= $as_of
qualify e.date = max(e.date) over (partition by e.town_code)
order by t.town_name, e.town_code, e.count_at, e.team, e.destination
