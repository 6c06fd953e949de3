-- One row per chosen town, with the newest report on or before $as_of of each thing and the date of that report.
-- Front distances are those of $source; evacuated are counts at $count_at: in the last 14 days and in all. The newest
-- report is any report of status or of an evacuation, wherever people were counted. A source is that of the figure beside
-- it (in a struct, because arg_max passes over reports that name none).
with distance as (
    select town_code, max(date) as distance_date, arg_max(front_distance_km, date) as front_distance_km
    from front_distances
    where source = $source and date <= $as_of
    group by town_code
),
people as (
    select town_code, max(date) as people_date, arg_max(population_remaining, date) as people,
        arg_max({'source': source}, date).source as people_source
    from town_status
    where population_remaining is not null and date <= $as_of
    group by town_code
),
condition as (
    select
        town_code,
        arg_max(status, date) filter (status is not null) as status,
        max(date) filter (status is not null) as status_date,
        (arg_max({'source': source}, date) filter (status is not null)).source as status_source,
        arg_max(evacuation_order, date) filter (evacuation_order is not null) as evacuation_order,
        max(date) filter (evacuation_order is not null) as order_date,
        (arg_max({'source': source}, date) filter (evacuation_order is not null)).source as order_source,
        max(date) as reported
    from town_status
    where date <= $as_of
    group by town_code
),
departed as (
    select
        town_code,
        (sum(evacuated))::bigint as evacuated,
        (sum(evacuated) filter (date > $as_of::date - 14))::bigint as evacuated_14_days,
        count(*) as evacuation_reports,
        max(date) as evacuated_date,
        arg_max({'source': source}, date).source as evacuated_source
    from evacuations
    where count_at = $count_at and date <= $as_of
    group by town_code
),
counted as (
    select town_code, max(date) as reported from evacuations where date <= $as_of group by town_code
)
select
    t.town_code, t.town_name, t.town_name_uk, t.admin1_name, t.admin2_name, t.admin3_name,
    t.latitude, t.longitude, t.population_baseline,
    d.front_distance_km, d.distance_date, p.people, p.people_date, p.people_source,
    c.status, c.status_date, c.status_source, c.evacuation_order, c.order_date, c.order_source,
    e.evacuated, e.evacuated_14_days, e.evacuation_reports, e.evacuated_date, e.evacuated_source,
    greatest(c.reported, counted.reported) as newest_report
from chosen_towns as t
left join distance as d using (town_code)
left join people as p using (town_code)
left join condition as c using (town_code)
left join departed as e using (town_code)
left join counted using (town_code)
order by d.front_distance_km nulls last, t.town_name, t.town_code
