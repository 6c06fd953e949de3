-- One row per chosen town with a report of its status on or before $as_of: the newest reported children and people of
-- limited mobility remaining, each with its date and source, and the newest report that speaks of any service. A source
-- is empty where the report names none. (The last 60 days mostly tell all of a town, as in overview.)
with told as (
    select town_code
    from town_status
    where date <= $as_of and date > $as_of::date - 60
    group by town_code
    having count(children_remaining) > 0
        and count(limited_mobility_remaining) > 0
        and count(
            coalesce(
                electricity, water, gas, heating, hospital, pharmacy, bank, shop, mobile_network, road
            )
        ) > 0
),
needed as (
    select * from town_status where date <= $as_of and date > $as_of::date - 60
    union all
    select * from town_status
    where date <= $as_of::date - 60
        and town_code in (select town_code from chosen_towns where town_code not in (select town_code from told))
),
marked as (
    select
        town_code, date, coalesce(source, '') as source, children_remaining, limited_mobility_remaining,
        coalesce(electricity, water, gas, heating, hospital, pharmacy, bank, shop, mobile_network, road) as service
    from needed
),
newest as (
    select
        town_code,
        arg_max(children_remaining, date) as children,
        max(case when children_remaining is not null then date end) as children_date,
        arg_max(case when children_remaining is not null then source end, date) as children_source,
        arg_max(limited_mobility_remaining, date) as limited_mobility,
        max(case when limited_mobility_remaining is not null then date end) as limited_mobility_date,
        arg_max(case when limited_mobility_remaining is not null then source end, date) as limited_mobility_source,
        max(case when service is not null then date end) as services_date,
        arg_max(case when service is not null then source end, date) as services_source
    from marked
    group by town_code
)
select
    t.town_code, t.town_name,
    n.children, n.children_date, nullif(n.children_source, '') as children_source,
    n.limited_mobility, n.limited_mobility_date, nullif(n.limited_mobility_source, '') as limited_mobility_source,
    n.services_date, nullif(n.services_source, '') as services_source
from newest as n
join chosen_towns as t using (town_code)
order by t.town_name, t.town_code
