-- One row per sex and age group from $since up to $until, by counts at $count_at. People of reports that do not state
-- groups, or not all of them, are in the row whose value is null; its reports are those that leave something unstated.
with counted as (
    select e.*
    from evacuations as e
    join chosen_towns using (town_code)
    where e.count_at = $count_at and e.date between $since and $until
),
stated as (
    select town_code, value, people
    from counted
    unpivot (people for value in (girls_0_17, boys_0_17, women_18_59, men_18_59, women_60_plus, men_60_plus))
    where people is not null
),
rests as (
    select
        town_code,
        evacuated - coalesce(girls_0_17, 0) - coalesce(boys_0_17, 0) - coalesce(women_18_59, 0)
            - coalesce(men_18_59, 0) - coalesce(women_60_plus, 0) - coalesce(men_60_plus, 0) as rest,
        coalesce(girls_0_17, boys_0_17, women_18_59, men_18_59, women_60_plus, men_60_plus) is null as unstated
    from counted
)
select value, (sum(people))::bigint as evacuated, count(*) as reports, count(distinct town_code) as towns
from stated
group by value
union all
select null, (sum(rest))::bigint, count(*), count(distinct town_code)
from rests
where unstated or rest <> 0
having count(*) > 0
order by evacuated desc, value
