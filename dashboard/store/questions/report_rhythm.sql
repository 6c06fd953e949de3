-- One row per chosen town that ever reported its status or an evacuation (wherever people were counted) on or before
-- $as_of: its newest report, and of the last 180 days the newest of each kind (missing where there is none) and on which
-- there was a report, a bit for each day: reported_0 has the as-of day in the lowest of 60 bits and the day before in the
-- next, reported_60 and reported_120 the 60 days before those.
-- (The years before are looked at for towns without a report in these 180 days only.)
with told as (
    select town_code, date, date as status_date, null::date as evacuation_date
    from town_status
    where date <= $as_of and date > $as_of::date - 180 and town_code in (select town_code from chosen_towns)
    union all
    select town_code, date, null::date, date
    from evacuations
    where date <= $as_of and date > $as_of::date - 180 and town_code in (select town_code from chosen_towns)
),
newest as (
    select
        town_code, max(date) as newest_report, max(status_date) as newest_status,
        max(evacuation_date) as newest_evacuation,
        bit_or(case when days_ago < 60 then 1::bigint << days_ago end) as reported_0,
        bit_or(case when days_ago between 60 and 119 then 1::bigint << (days_ago - 60) end) as reported_60,
        bit_or(case when days_ago >= 120 then 1::bigint << (days_ago - 120) end) as reported_120
    from (select *, date_diff('day', date, $as_of::date) as days_ago from told) as placed
    group by town_code
),
older as (
    select town_code, max(date) as newest_report
    from (
        select town_code, date from town_status where date <= $as_of::date - 180
        union all
        select town_code, date from evacuations where date <= $as_of::date - 180
    ) as every_report
    where town_code in (
        select town_code from chosen_towns where town_code not in (select town_code from newest)
    )
    group by town_code
)
select
    t.town_code, t.town_name, coalesce(n.newest_report, o.newest_report) as newest_report,
    n.newest_status, n.newest_evacuation,
    coalesce(n.reported_0, 0) as reported_0, coalesce(n.reported_60, 0) as reported_60,
    coalesce(n.reported_120, 0) as reported_120
from chosen_towns as t
left join newest as n using (town_code)
left join older as o using (town_code)
where coalesce(n.newest_report, o.newest_report) is not null
order by t.town_name, t.town_code
