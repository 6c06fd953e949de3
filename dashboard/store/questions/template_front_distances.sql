-- One row per chosen town and source: its newest distance on or before $as_of.
select t.town_name, d.* exclude (upload_id)
from front_distances as d join chosen_towns as t using (town_code)
where d.date <= $as_of
qualify d.date = max(d.date) over (partition by d.town_code, d.source)
order by t.town_name, d.town_code, d.source
