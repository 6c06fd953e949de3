-- One row per chosen town that ever reported its status or an evacuation (wherever people were counted) on or before
-- $as_of: its newest report, the gaps between its days with a report in the last 180 days, and the gap that 19 of 20 of
-- them do not exceed, in days; missing where there is none. Several reports of one day are one. newest_status and
-- newest_evacuation are missing where the last 180 days have none.
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
        max(evacuation_date) as newest_evacuation
    from told
    group by town_code
),
spaced as (
    select town_code, date_diff('day', lag(date) over (partition by town_code order by date), date) as gap_days
    from told
),
tallied as (
    select town_code, gap_days, count(*) as gaps from spaced where gap_days > 0 group by town_code, gap_days
),
summed as (
    select
        town_code, gap_days,
        sum(gaps) over (partition by town_code order by gap_days) as up_to,
        sum(gaps) over (partition by town_code) as gaps
    from tallied
),
rhythm as (
    select
        town_code, max(gaps) as gaps, min(case when up_to * 20 >= gaps * 19 then gap_days end) as usual_gap_days
    from summed
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
    coalesce(r.gaps, 0)::bigint as gaps, r.usual_gap_days::bigint as usual_gap_days,
    n.newest_status, n.newest_evacuation
from chosen_towns as t
left join newest as n using (town_code)
left join rhythm as r using (town_code)
left join older as o using (town_code)
where coalesce(n.newest_report, o.newest_report) is not null
order by t.town_name, t.town_code
