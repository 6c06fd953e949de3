-- One row per chosen town and state (status, evacuation order, each service) with a report from $since up to $as_of: what
-- the newest says, and since which day the reports say so without another between, with the source of that first one.
with reports as not materialized (
    select *
    from town_status
    where date between $since and $as_of
        and ($towns::varchar[] is null or list_contains($towns::varchar[], town_code))
),
told as (
    select town_code, date, source, what, value
    from reports
    unpivot (
        value for what in (
            status, evacuation_order,
            electricity, water, gas, heating, hospital, pharmacy, bank, shop, mobile_network, road
        )
    )
    where value is not null
),
newest as (
    select town_code, what, arg_max(value, date) as value from told group by town_code, what
),
others as (
    select told.town_code, told.what, max(told.date) as date
    from told
    join newest on newest.town_code = told.town_code and newest.what = told.what
    where told.value <> newest.value
    group by told.town_code, told.what
)
select
    t.town_code, t.town_name, told.what, n.value,
    min(told.date) as first_date, arg_min(told.source, told.date) as source
from told
join newest as n on n.town_code = told.town_code and n.what = told.what
left join others as o on o.town_code = told.town_code and o.what = told.what
join chosen_towns as t on t.town_code = told.town_code
where o.date is null or told.date > o.date
group by t.town_code, t.town_name, told.what, n.value
order by t.town_name, t.town_code, told.what
