-- One row per edge of $edges_km that a chosen town crossed between two reports by $source, the later from $since up to
-- $until. Direction: nearer where the front came within the edge, farther where it receded beyond it.
-- (The 60 days before $since mostly hold the report before; the years before are looked at for the other towns only.)
with reports as not materialized (
    select town_code, date, front_distance_km
    from front_distances
    where source = $source and date <= $until and town_code in (select town_code from chosen_towns)
),
lately as (
    select town_code, max(date) as date, arg_max(front_distance_km, date) as front_distance_km
    from reports
    where date < $since and date >= $since::date - 60
    group by town_code
),
older as (
    select town_code, max(date) as date, arg_max(front_distance_km, date) as front_distance_km
    from reports
    where date < $since::date - 60 and town_code in (
        select town_code from chosen_towns where town_code not in (select town_code from lately)
    )
    group by town_code
),
needed as (
    select * from lately
    union all
    select * from older
    union all
    select * from reports where date >= $since
),
steps as (
    select
        town_code, date, front_distance_km as to_km,
        lag(front_distance_km) over report as from_km,
        lag(date) over report as from_date
    from needed
    window report as (partition by town_code order by date)
)
select
    s.town_code, t.town_name, $source::varchar as source, s.date, s.from_date, s.from_km, s.to_km, e.edge_km,
    case when s.to_km <= e.edge_km then 'nearer' else 'farther' end as direction
from steps as s
join (select unnest([0.0::double] || $edges_km::double[]) as edge_km) as e
    on (s.from_km > e.edge_km and s.to_km <= e.edge_km) or (s.from_km <= e.edge_km and s.to_km > e.edge_km)
join chosen_towns as t using (town_code)
where s.date >= $since
order by s.date desc, e.edge_km, t.town_name, s.town_code
