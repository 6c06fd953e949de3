-- One row per report of the newest day on or before $as_of on which a chosen town was reported on.
-- (Joined to the newest days, and these first: a window over all rows takes 5 to 30 times as long, and Spark keeps
-- the first side of a join in memory.)
with newest as (
    select town_code, max(date) as date from evacuations where date <= $as_of group by town_code
)
select t.town_name, e.* exclude (upload_id)
from newest join evacuations as e using (town_code, date) join chosen_towns as t using (town_code)
order by t.town_name, e.town_code, e.count_at, e.team, e.destination
