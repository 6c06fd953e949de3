-- One row per day of $days (the first is the earliest): the people remaining of the chosen towns, each by its newest
-- report on or before that day, and how many towns have one.
with days as (select unnest($days::date[]) as day),
needed as (
    select town_code, max(date) as date, arg_max(population_remaining, date) as population_remaining
    from town_status
    where population_remaining is not null and date <= list_min($days::date[])
    group by town_code
    union all
    select town_code, date, population_remaining
    from town_status
    where population_remaining is not null
        and date > list_min($days::date[]) and date <= list_max($days::date[])
),
newest as (
    select days.day, n.town_code, arg_max(n.population_remaining, n.date) as people
    from days
    join needed as n on n.date <= days.day
    group by all
)
select newest.day, (sum(newest.people))::bigint as people, count(*) as towns
from newest
join chosen_towns using (town_code)
group by newest.day
order by newest.day
