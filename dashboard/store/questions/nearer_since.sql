-- One row per chosen town with a front distance by $source on or before $as_of: the newest one, and since which report
-- all are under $limit_km; null where the newest is not, or the town has been inside the held area for over 30 days.
-- (The last 60 days mostly tell the newest; the years before are looked at for the other towns and those that are near.)
with reports as not materialized (
    select town_code, date, front_distance_km from front_distances where source = $source and date <= $as_of
),
recent as (
    select
        town_code,
        max(date) as date,
        arg_max(front_distance_km, date) as front_distance_km,
        max(case when front_distance_km > 0 then date end) as outside_date
    from reports
    where date > $as_of::date - 60
    group by town_code
),
older as (
    select town_code, max(date) as date, arg_max(front_distance_km, date) as front_distance_km
    from reports
    where date <= $as_of::date - 60
        and town_code in (select town_code from chosen_towns where town_code not in (select town_code from recent))
    group by town_code
),
newest as (
    select t.town_code, t.town_name, n.date, n.front_distance_km, n.outside_date
    from (
        select town_code, date, front_distance_km, outside_date from recent
        union all
        select town_code, date, front_distance_km, null from older
    ) as n
    join chosen_towns as t on t.town_code = n.town_code
),
near as (
    select
        town_code,
        min(date) as first_date,
        max(case when front_distance_km >= $limit_km then date end) as beyond_date
    from reports
    where town_code in (
        select town_code
        from newest
        where front_distance_km < $limit_km
            and (front_distance_km > 0 or outside_date >= $as_of::date - 30)
    )
    group by town_code
),
came as (
    select r.town_code, min(r.date) as came_date
    from reports as r
    join near as n on n.town_code = r.town_code
    where r.date > n.beyond_date
    group by r.town_code
)
select
    n.town_code, n.date as distance_date, n.front_distance_km,
    case when f.beyond_date is null then f.first_date else c.came_date end as began
from newest as n
left join near as f on f.town_code = n.town_code
left join came as c on c.town_code = n.town_code
order by n.town_name, n.town_code
