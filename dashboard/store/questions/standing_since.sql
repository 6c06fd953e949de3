-- One row per chosen town and state (status, evacuation order, each service) with a report from $since up to $as_of: what
-- the newest says, and since which day the reports say so without another between, with the source of that first one.
with reports as not materialized (
    select * from town_status
    where date between $since and $as_of and town_code in (select town_code from chosen_towns)
),
told as not materialized (
    select town_code, date, coalesce(source, '') as source, what, value
    from reports
    unpivot (
        value for what in (
            status, evacuation_order,
            electricity, water, gas, heating, hospital, pharmacy, bank, shop, mobile_network, road
        )
    )
    where value is not null
),
followed as (
    select *, lag(value) over (partition by town_code, what order by date) as was from told
)
select
    town_code, what, arg_max(value, date) as value, max(date) as first_date,
    nullif(arg_max(source, date), '') as source
from followed
where was is null or was <> value
group by town_code, what
order by town_code, what
