-- One row per report of a chosen town's front distance, from the newest before $since up to $until, of every source
-- or of $source; series without a report in that time are left out.
with reports as (
    select
        d.town_code, t.town_name, d.source, d.date, d.front_distance_km, d.method,
        max(d.date) over (partition by d.town_code, d.source) as newest,
        max(case when d.date < $since then d.date end) over (partition by d.town_code, d.source) as before
    from front_distances as d
    join chosen_towns as t using (town_code)
    where d.date <= $until and ($source::varchar is null or d.source = $source)
)
select town_code, town_name, source, date, front_distance_km, method
from reports
where newest >= $since and (date >= $since or date = before)
order by town_name, town_code, source, date
