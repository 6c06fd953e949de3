-- One row per report, chosen town and service that it speaks of, from the newest report before $since up to $until.
with reports as (
    select s.*, t.town_name
    from town_status as s
    join chosen_towns as t using (town_code)
    where s.date <= $until
),
states as (
    select
        town_code, town_name, service, date, state, source,
        max(case when date < $since then date end) over (partition by town_code, service) as before
    from reports
    unpivot (
        state for service in (
            electricity, water, gas, heating, hospital, pharmacy, bank, shop, mobile_network, road
        )
    )
    where state is not null
)
select town_code, town_name, service, date, state, source
from states
where date >= $since or date = before
order by town_name, town_code, service, date
