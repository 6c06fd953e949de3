-- One row per chosen town and source with a report in the $window_days before $as_of (that day included): the first
-- and the last of these reports, and how many there are.
select
    d.town_code, t.town_name, d.source, count(*) as reports,
    min(d.date) as first_date, arg_min(d.front_distance_km, d.date) as first_km,
    max(d.date) as last_date, arg_max(d.front_distance_km, d.date) as last_km
from front_distances as d
join chosen_towns as t using (town_code)
where d.date between $as_of::date - $window_days::integer and $as_of
    and ($source::varchar is null or d.source = $source)
group by all
order by last_km, t.town_name, d.town_code, d.source
