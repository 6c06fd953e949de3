-- One row per chosen town, service and newest state on or before $day, with the date of that report.
with newest as (
    select
        town_code,
        {'state': arg_max(electricity, date), 'date': max(date) filter (electricity is not null)} as electricity,
        {'state': arg_max(water, date), 'date': max(date) filter (water is not null)} as water,
        {'state': arg_max(gas, date), 'date': max(date) filter (gas is not null)} as gas,
        {'state': arg_max(heating, date), 'date': max(date) filter (heating is not null)} as heating,
        {'state': arg_max(hospital, date), 'date': max(date) filter (hospital is not null)} as hospital,
        {'state': arg_max(pharmacy, date), 'date': max(date) filter (pharmacy is not null)} as pharmacy,
        {'state': arg_max(bank, date), 'date': max(date) filter (bank is not null)} as bank,
        {'state': arg_max(shop, date), 'date': max(date) filter (shop is not null)} as shop,
        {'state': arg_max(mobile_network, date), 'date': max(date) filter (mobile_network is not null)} as mobile_network,
        {'state': arg_max(road, date), 'date': max(date) filter (road is not null)} as road
    from town_status
    where date <= $day
    group by town_code
),
long as (
    unpivot newest
    on electricity, water, gas, heating, hospital, pharmacy, bank, shop, mobile_network, road
    into name service value newest_state
)
select t.town_code, t.town_name, long.service, newest_state.state as state, newest_state.date as date
from long
join chosen_towns as t using (town_code)
where newest_state.state is not null
order by t.town_name, t.town_code, long.service
