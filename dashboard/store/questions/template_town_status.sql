-- One row per chosen town that was reported on: its newest report on or before $as_of.
-- (Joined to the newest days, and these first: a window over all rows takes 5 to 30 times as long, and Spark keeps
-- the first side of a join in memory.)
with newest as (
    select town_code, max(date) as date from town_status where date <= $as_of group by town_code
)
select t.town_name, s.* exclude (upload_id)
from newest join town_status as s using (town_code, date) join chosen_towns as t using (town_code)
order by t.town_name, s.town_code
