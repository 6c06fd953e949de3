-- One row per chosen town, with the newest report on or before $as_of of each thing and the date of that report; distance,
-- people, status and order also as they were on $before, and whether anything was reported by then. Front distances are those of $source; evacuated are counts at $count_at:
-- in the last 14 days and in all. The newest report is any report of status or of an evacuation, wherever people were
-- counted. A source is that of the figure beside it: empty where it names none, because arg_max passes over nulls; of
-- several that report departures of one town and day the first by name.
-- ("case", not "filter": ten times as fast with arg_max in DuckDB 2.0.)
-- (The last 60 days mostly tell all of a town; the years before are looked at for the other towns only.)
with recent as (
    select
        town_code,
        max(date) as distance_date,
        arg_max(front_distance_km, date) as front_distance_km,
        arg_max(case when date <= $before then front_distance_km end, date) as front_distance_km_before,
        max(case when date <= $before then date end) as distance_date_before
    from front_distances
    where source = $source and date <= $as_of and date > $as_of::date - 60
    group by town_code
),
older as (
    select
        town_code,
        max(date) as distance_date,
        arg_max(front_distance_km, date) as front_distance_km,
        arg_max(case when date <= $before then front_distance_km end, date) as front_distance_km_before,
        max(case when date <= $before then date end) as distance_date_before
    from front_distances
    where source = $source and date <= $as_of::date - 60 and town_code in (
        select town_code
        from chosen_towns
        where town_code not in (select town_code from recent where front_distance_km_before is not null)
    )
    group by town_code
),
distance as (
    select
        town_code,
        coalesce(r.distance_date, o.distance_date) as distance_date,
        coalesce(r.front_distance_km, o.front_distance_km) as front_distance_km,
        coalesce(r.front_distance_km_before, o.front_distance_km_before) as front_distance_km_before,
        coalesce(r.distance_date_before, o.distance_date_before) as distance_date_before
    from recent as r full join older as o using (town_code)
),
told as (
    select town_code
    from town_status
    where date <= $before and date > $as_of::date - 60
    group by town_code
    having count(population_remaining) > 0 and count(status) > 0 and count(evacuation_order) > 0
),
needed as (
    select * from town_status where date <= $as_of and date > $as_of::date - 60
    union all
    select * from town_status
    where date <= $as_of::date - 60
        and town_code in (select town_code from chosen_towns where town_code not in (select town_code from told))
),
condition as (
    select
        town_code,
        arg_max(population_remaining, date) as people,
        max(case when population_remaining is not null then date end) as people_date,
        arg_max(case when population_remaining is not null then coalesce(source, '') end, date) as people_source,
        arg_max(case when date <= $before then population_remaining end, date) as people_before,
        max(case when date <= $before and population_remaining is not null then date end) as people_date_before,
        arg_max(status, date) as status,
        arg_max(case when date <= $before then status end, date) as status_before,
        max(case when date <= $before and status is not null then date end) as status_date_before,
        max(case when status is not null then date end) as status_date,
        arg_max(case when status is not null then coalesce(source, '') end, date) as status_source,
        arg_max(evacuation_order, date) as evacuation_order,
        arg_max(case when date <= $before then evacuation_order end, date) as evacuation_order_before,
        max(case when date <= $before and evacuation_order is not null then date end) as order_date_before,
        max(case when evacuation_order is not null then date end) as order_date,
        arg_max(case when evacuation_order is not null then coalesce(source, '') end, date) as order_source,
        max(date) as newest_report,
        min(date) <= $before as reported_before
    from needed
    group by town_code
),
departed as (
    select
        town_code,
        (sum(case when count_at = $count_at then evacuated end))::bigint as evacuated,
        (sum(case when count_at = $count_at and date > $as_of::date - 14 then evacuated end))::bigint
            as evacuated_14_days,
        nullif(count(case when count_at = $count_at then 1 end), 0) as evacuation_reports,
        max(case when count_at = $count_at then date end) as evacuated_date,
        max(date) as newest_report,
        min(date) <= $before as reported_before
    from evacuations
    where date <= $as_of
    group by town_code
),
said as (
    select town_code, min(source) as evacuated_source
    from evacuations join departed using (town_code)
    where count_at = $count_at and date = evacuated_date
    group by town_code
)
select
    t.town_code, t.town_name, t.town_name_uk, t.admin1_name, t.admin2_name, t.admin3_name,
    t.latitude, t.longitude, t.population_baseline,
    d.front_distance_km, d.distance_date, d.front_distance_km_before, d.distance_date_before,
    c.people, c.people_date, nullif(c.people_source, '') as people_source, c.people_before, c.people_date_before,
    c.status, c.status_date, nullif(c.status_source, '') as status_source, c.status_before, c.status_date_before,
    c.evacuation_order, c.order_date, nullif(c.order_source, '') as order_source,
    c.evacuation_order_before, c.order_date_before,
    e.evacuated, e.evacuated_14_days, e.evacuation_reports, e.evacuated_date,
    s.evacuated_source,
    greatest(c.newest_report, e.newest_report) as newest_report,
    coalesce(c.newest_report, e.newest_report) is not null as reported,
    coalesce(c.reported_before, false) or coalesce(e.reported_before, false) as reported_before
from chosen_towns as t
left join distance as d using (town_code)
left join condition as c using (town_code)
left join departed as e using (town_code)
left join said as s using (town_code)
order by d.front_distance_km nulls last, t.town_name, t.town_code
