-- One row per chosen town, service and newest state on or before $day, with the date of that report.
with newest as (
    select
        town_code,
        {'state': arg_max(electricity, date), 'date': max(case when electricity is not null then date end)} as electricity,
        {'state': arg_max(water, date), 'date': max(case when water is not null then date end)} as water,
        {'state': arg_max(gas, date), 'date': max(case when gas is not null then date end)} as gas,
        {'state': arg_max(heating, date), 'date': max(case when heating is not null then date end)} as heating,
        {'state': arg_max(hospital, date), 'date': max(case when hospital is not null then date end)} as hospital,
        {'state': arg_max(pharmacy, date), 'date': max(case when pharmacy is not null then date end)} as pharmacy,
        {'state': arg_max(bank, date), 'date': max(case when bank is not null then date end)} as bank,
        {'state': arg_max(shop, date), 'date': max(case when shop is not null then date end)} as shop,
        {'state': arg_max(mobile_network, date), 'date': max(case when mobile_network is not null then date end)} as mobile_network,
        {'state': arg_max(road, date), 'date': max(case when road is not null then date end)} as road
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
