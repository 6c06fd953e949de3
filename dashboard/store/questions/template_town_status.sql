-- One row per chosen town that was reported on: its newest report on or before $as_of.
select t.town_name, s.* exclude (upload_id)
from town_status as s join chosen_towns as t using (town_code)
where s.date <= $as_of
qualify s.date = max(s.date) over (partition by s.town_code)
order by t.town_name, s.town_code
