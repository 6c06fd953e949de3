-- One row per chosen town with a report of its status on or before $as_of: of each service the newest state that is told,
-- the day of that report, and both as they were on $before; the newest report that speaks of any service; and the newest
-- reported children and people of limited mobility remaining. Missing where nobody told; a source is missing where the
-- report names none. ("case", not "filter": ten times as fast with arg_max in DuckDB 2.0.)
-- (The last 60 days mostly tell all of a town; the years before are looked at for the other towns only.)
with reports as (
    select
        *,
        coalesce(source, '') as told_by,
        case when children_remaining is not null then date end as children_day,
        case when limited_mobility_remaining is not null then date end as limited_mobility_day,
        case
            when coalesce(
                electricity, water, gas, heating, hospital, pharmacy, bank, shop, mobile_network, road
            ) is not null then date
        end as services_day
    from town_status
    where date <= $as_of
),
told as (
    select town_code
    from reports
    where date <= $before and date > $as_of::date - 60
    group by town_code
    having count(children_remaining) > 0
        and count(limited_mobility_remaining) > 0
        and count(electricity) > 0
        and count(water) > 0
        and count(gas) > 0
        and count(heating) > 0
        and count(hospital) > 0
        and count(pharmacy) > 0
        and count(bank) > 0
        and count(shop) > 0
        and count(mobile_network) > 0
        and count(road) > 0
),
needed as (
    select * from reports where date > $as_of::date - 60
    union all
    select * from reports
    where date <= $as_of::date - 60
        and town_code in (select town_code from chosen_towns where town_code not in (select town_code from told))
),
newest as (
    select
        town_code,
        arg_max(electricity, date) as electricity,
        max(case when electricity is not null then date end) as electricity_date,
        arg_max(case when date <= $before then electricity end, date) as electricity_before,
        max(case when date <= $before and electricity is not null then date end) as electricity_date_before,
        arg_max(water, date) as water,
        max(case when water is not null then date end) as water_date,
        arg_max(case when date <= $before then water end, date) as water_before,
        max(case when date <= $before and water is not null then date end) as water_date_before,
        arg_max(gas, date) as gas,
        max(case when gas is not null then date end) as gas_date,
        arg_max(case when date <= $before then gas end, date) as gas_before,
        max(case when date <= $before and gas is not null then date end) as gas_date_before,
        arg_max(heating, date) as heating,
        max(case when heating is not null then date end) as heating_date,
        arg_max(case when date <= $before then heating end, date) as heating_before,
        max(case when date <= $before and heating is not null then date end) as heating_date_before,
        arg_max(hospital, date) as hospital,
        max(case when hospital is not null then date end) as hospital_date,
        arg_max(case when date <= $before then hospital end, date) as hospital_before,
        max(case when date <= $before and hospital is not null then date end) as hospital_date_before,
        arg_max(pharmacy, date) as pharmacy,
        max(case when pharmacy is not null then date end) as pharmacy_date,
        arg_max(case when date <= $before then pharmacy end, date) as pharmacy_before,
        max(case when date <= $before and pharmacy is not null then date end) as pharmacy_date_before,
        arg_max(bank, date) as bank,
        max(case when bank is not null then date end) as bank_date,
        arg_max(case when date <= $before then bank end, date) as bank_before,
        max(case when date <= $before and bank is not null then date end) as bank_date_before,
        arg_max(shop, date) as shop,
        max(case when shop is not null then date end) as shop_date,
        arg_max(case when date <= $before then shop end, date) as shop_before,
        max(case when date <= $before and shop is not null then date end) as shop_date_before,
        arg_max(mobile_network, date) as mobile_network,
        max(case when mobile_network is not null then date end) as mobile_network_date,
        arg_max(case when date <= $before then mobile_network end, date) as mobile_network_before,
        max(case when date <= $before and mobile_network is not null then date end) as mobile_network_date_before,
        arg_max(road, date) as road,
        max(case when road is not null then date end) as road_date,
        arg_max(case when date <= $before then road end, date) as road_before,
        max(case when date <= $before and road is not null then date end) as road_date_before,
        max(services_day) as services_date,
        nullif(arg_max(told_by, services_day), '') as services_source,
        arg_max(children_remaining, children_day) as children,
        max(children_day) as children_date,
        nullif(arg_max(told_by, children_day), '') as children_source,
        arg_max(limited_mobility_remaining, limited_mobility_day) as limited_mobility,
        max(limited_mobility_day) as limited_mobility_date,
        nullif(arg_max(told_by, limited_mobility_day), '') as limited_mobility_source
    from needed
    group by town_code
)
select t.town_name, n.*
from newest as n
join chosen_towns as t using (town_code)
order by t.town_name, t.town_code
