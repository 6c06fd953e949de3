-- One row per town with a report of its status on or before $as_of, whichever towns are chosen: the newest reported
-- children and people of limited mobility remaining, each with its date and source, and the newest report that speaks of
-- any service. A source is empty where the report names none; arg_max passes over what has no date of its own.
-- (Where one report of the last 60 days tells all of a town, the years before are not looked at. As one condition, not as
-- a union: read from one place, it is planned in half the time.)
with reports as (
    select
        town_code, date, coalesce(source, '') as source, children_remaining, limited_mobility_remaining,
        case when children_remaining is not null then date end as children_date,
        case when limited_mobility_remaining is not null then date end as limited_mobility_date,
        case
            when coalesce(
                electricity, water, gas, heating, hospital, pharmacy, bank, shop, mobile_network, road
            ) is not null then date
        end as services_date
    from town_status
    where date <= $as_of
),
told as (
    select town_code
    from reports
    where date > $as_of::date - 60
        and children_date is not null
        and limited_mobility_date is not null
        and services_date is not null
)
select
    town_code,
    arg_max(children_remaining, children_date) as children,
    max(children_date) as children_date,
    nullif(arg_max(source, children_date), '') as children_source,
    arg_max(limited_mobility_remaining, limited_mobility_date) as limited_mobility,
    max(limited_mobility_date) as limited_mobility_date,
    nullif(arg_max(source, limited_mobility_date), '') as limited_mobility_source,
    max(services_date) as services_date,
    nullif(arg_max(source, services_date), '') as services_source
from reports
where date > $as_of::date - 60 or town_code not in (select town_code from told)
group by town_code
order by town_code
