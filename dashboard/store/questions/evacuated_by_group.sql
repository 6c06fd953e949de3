-- One row per sex and age group from $since up to $until, by counts at $count_at. People of reports that do not state
-- groups, or not all of them, are in the row whose value is null.
with sums as (
    select
        (sum(e.girls_0_17))::bigint as girls_0_17, (sum(e.boys_0_17))::bigint as boys_0_17,
        (sum(e.women_18_59))::bigint as women_18_59, (sum(e.men_18_59))::bigint as men_18_59,
        (sum(e.women_60_plus))::bigint as women_60_plus, (sum(e.men_60_plus))::bigint as men_60_plus,
        (sum(e.evacuated))::bigint as evacuated
    from evacuations as e
    join chosen_towns using (town_code)
    where e.count_at = $count_at and e.date between $since and $until
),
groups as (
    unpivot (select * exclude (evacuated) from sums)
    on girls_0_17, boys_0_17, women_18_59, men_18_59, women_60_plus, men_60_plus
    into name value value evacuated
)
select value, evacuated from groups
union all
select null, (evacuated - coalesce((select sum(evacuated) from groups), 0))::bigint from sums where evacuated is not null
