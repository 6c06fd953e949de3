-- One row per chosen town and service that was seen working and closed since, on or before $as_of: the first report of
-- it closed after the last that saw it open or limited, and who said last that it is closed.
with reports as not materialized (
    select * from town_status
    where date <= $as_of and town_code in (select town_code from chosen_towns)
),
told as not materialized (
    select town_code, date, coalesce(source, '') as source, service, state
    from reports
    unpivot (
        state for service in (
            electricity, water, gas, heating, hospital, pharmacy, bank, shop, mobile_network, road
        )
    )
    where state is not null
),
worked as (
    select town_code, service, max(date) as date
    from told
    where state in ('open', 'limited')
    group by town_code, service
)
select
    t.town_code, t.service, min(t.date) as began, nullif(arg_max(t.source, t.date), '') as source
from told as t
join worked as w on w.town_code = t.town_code and w.service = t.service
where t.state = 'closed' and t.date > w.date
group by t.town_code, t.service
order by t.town_code, t.service
