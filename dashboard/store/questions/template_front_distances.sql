-- One row per chosen town and source: its newest distance on or before $as_of.
-- (Joined to the newest days, and these first: a window over all rows takes 5 to 30 times as long, and Spark keeps
-- the first side of a join in memory.)
with newest as (
    select town_code, source, max(date) as date from front_distances where date <= $as_of group by town_code, source
)
select t.town_name, d.* exclude (upload_id)
from newest join front_distances as d using (town_code, source, date) join chosen_towns as t using (town_code)
order by t.town_name, d.town_code, d.source
