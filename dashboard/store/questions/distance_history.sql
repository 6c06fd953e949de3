-- One row per report of a chosen town's front distance, from the newest before $since up to $until, of every source
-- or of $source; series without a report in that time are left out.
select d.town_code, t.town_name, d.source, d.date, d.front_distance_km, d.method
from front_distances as d
join chosen_towns as t using (town_code)
where d.date <= $until and ($source::varchar is null or d.source = $source)
qualify
    max(d.date) over (partition by d.town_code, d.source) >= $since
    and (d.date >= $since or d.date = max(d.date) filter (d.date < $since) over (partition by d.town_code, d.source))
order by t.town_name, d.town_code, d.source, d.date
