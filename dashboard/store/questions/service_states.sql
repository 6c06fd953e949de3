-- One row per report, chosen town and service that it speaks of, from the newest report before $since up to $until.
with reports as (
    select s.*, t.town_name
    from town_status as s
    join chosen_towns as t using (town_code)
    where s.date <= $until
),
long as (
    unpivot reports
    on electricity, water, gas, heating, hospital, pharmacy, bank, shop, mobile_network, road
    into name service value state
)
select town_code, town_name, service, date, state, source
from long
qualify date >= $since or date = max(date) filter (date < $since) over (partition by town_code, service)
order by town_name, town_code, service, date
