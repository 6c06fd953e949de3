-- One row per figure or state of a chosen town, of a day up to $as_of, that was published and that an upload after $base
-- changed or took back. value_then is what it was after $base, or where it came later, what it was first; value_now what
-- it is now, null where nothing is left of it; both as text. A row that left it out at first did not publish it.
-- first_upload brought value_then, upload_id changed it last.
-- Distances are those of $source, evacuated are counts at $count_at. What became something else and then again what it
-- was has no row.
-- (First the days of which an upload replaced something: mostly a few.)
with status_days as (
    select distinct town_code, date from town_status_versions where replaced_by > $base and date <= $as_of
),
status_told as (
    select
        v.town_code, v.date, v.source, v.upload_id, v.replaced_by,
        coalesce(v.population_remaining::varchar, '') as population_remaining,
        coalesce(v.children_remaining::varchar, '') as children_remaining,
        coalesce(v.limited_mobility_remaining::varchar, '') as limited_mobility_remaining,
        coalesce(v.status, '') as status,
        coalesce(v.evacuation_order, '') as evacuation_order,
        coalesce(v.electricity, '') as electricity,
        coalesce(v.water, '') as water,
        coalesce(v.gas, '') as gas,
        coalesce(v.heating, '') as heating,
        coalesce(v.hospital, '') as hospital,
        coalesce(v.pharmacy, '') as pharmacy,
        coalesce(v.bank, '') as bank,
        coalesce(v.shop, '') as shop,
        coalesce(v.mobile_network, '') as mobile_network,
        coalesce(v.road, '') as road
    from status_days as d
    join town_status_versions as v on v.town_code = d.town_code and v.date = d.date
    where v.replaced_by is null or v.replaced_by > $base
),
departure_days as (
    select distinct town_code, date
    from evacuations_versions
    where replaced_by > $base and date <= $as_of and count_at = $count_at
),
distance_days as (
    select distinct town_code, date
    from front_distances_versions
    where replaced_by > $base and date <= $as_of and source = $source
),
told as (
    select town_code, date, '' as team, '' as destination, what, value, source, upload_id, replaced_by
    from status_told
    unpivot (
        value for what in (
            population_remaining, children_remaining, limited_mobility_remaining, status, evacuation_order,
            electricity, water, gas, heating, hospital, pharmacy, bank, shop, mobile_network, road
        )
    )
    where value is not null
    union all
    select
        v.town_code, v.date, coalesce(v.team, ''), coalesce(v.destination, ''), 'evacuated', v.evacuated::varchar,
        v.source, v.upload_id, v.replaced_by
    from departure_days as d
    join evacuations_versions as v on v.town_code = d.town_code and v.date = d.date
    where v.count_at = $count_at and (v.replaced_by is null or v.replaced_by > $base)
    union all
    select
        v.town_code, v.date, '', '', 'front_distance_km', v.front_distance_km::varchar,
        v.source, v.upload_id, v.replaced_by
    from distance_days as d
    join front_distances_versions as v on v.town_code = d.town_code and v.date = d.date
    where v.source = $source and (v.replaced_by is null or v.replaced_by > $base)
),
published as (
    select
        *,
        sum(case when value <> '' then 1 else 0 end)
            over (partition by town_code, date, team, destination, what order by upload_id) as stated
    from told
),
steps as (
    select
        town_code, date, team, destination, what, value, source, upload_id, replaced_by,
        row_number() over versions as place,
        lag(value) over versions as value_before
    from published
    where stated > 0
    window versions as (partition by town_code, date, team, destination, what order by upload_id)
),
figures as (
    select
        town_code, date, team, destination, what,
        max(case when place = 1 then value end) as value_then,
        max(case when replaced_by is null then value end) as value_now,
        max(case when place = 1 then upload_id end) as first_upload,
        max(case when place > 1 and value <> value_before then upload_id end) as changed_by,
        max(replaced_by) as taken_back_by,
        arg_max(coalesce(source, ''), upload_id) as source
    from steps
    group by town_code, date, team, destination, what
)
select
    f.town_code, t.town_name, f.what, f.date, nullif(f.team, '') as team, nullif(f.destination, '') as destination,
    f.value_then, nullif(f.value_now, '') as value_now, f.first_upload,
    case when f.value_now is null then f.taken_back_by else f.changed_by end as upload_id,
    nullif(f.source, '') as source
from figures as f
join chosen_towns as t using (town_code)
where f.value_then <> '' and f.value_then <> coalesce(f.value_now, '')
order by f.date desc, t.town_name, f.town_code, f.what, f.team, f.destination
