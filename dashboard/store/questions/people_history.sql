-- One row per report of people remaining in a chosen town, from the newest before $since up to $until.
with reports as (
    select
        s.town_code, t.town_name, s.date, s.population_remaining as people, s.source,
        max(case when s.date < $since then s.date end) over (partition by s.town_code) as before
    from town_status as s
    join chosen_towns as t using (town_code)
    where s.population_remaining is not null and s.date <= $until
)
select town_code, town_name, date, people, source
from reports
where date >= $since or date = before
order by town_name, town_code, date
