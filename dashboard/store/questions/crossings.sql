-- One row per edge of $edges_km that a chosen town crossed between two reports of one source, the later from $since
-- up to $until. Direction: nearer where the front came within the edge, farther where it receded beyond it.
with reports as not materialized (
    select town_code, source, date, front_distance_km
    from front_distances
    where ($source::varchar is null or source = $source)
        and ($towns::varchar[] is null or list_contains($towns::varchar[], town_code))
),
needed as (
    select town_code, source, max(date) as date, arg_max(front_distance_km, date) as front_distance_km
    from reports
    where date < $since
    group by town_code, source
    union all
    select * from reports where date between $since and $until
),
steps as (
    select
        town_code, source, date, front_distance_km as to_km,
        lag(front_distance_km) over report as from_km,
        lag(date) over report as from_date
    from needed
    window report as (partition by town_code, source order by date)
)
select
    s.town_code, t.town_name, s.source, s.date, s.from_date, s.from_km, s.to_km, e.edge_km,
    case when s.to_km <= e.edge_km then 'nearer' else 'farther' end as direction
from steps as s
join (select unnest([0.0::double] || $edges_km::double[]) as edge_km) as e
    on (s.from_km > e.edge_km and s.to_km <= e.edge_km) or (s.from_km <= e.edge_km and s.to_km > e.edge_km)
join chosen_towns as t using (town_code)
where s.date >= $since
order by s.date desc, e.edge_km, t.town_name, s.town_code, s.source
