-- One row per chosen town that reports in $dataset (town_status or evacuations), or per source of front_distances, whose
-- town is missing: a line speaks of all towns at once. The newest report on or before $as_of; on which of the last 180
-- days there was one, in bits as in report_rhythm; from $since up to $until the reports, the days
-- and the weeks (from Monday) with one, and the longest run of days without, the earliest of several; its days are missing
-- where every day has a report. Sources without a distance in the chosen days or the last 180 are left out.
with known as (
    select town_code, date from town_status
    where $dataset = 'town_status' and date <= $as_of and town_code in (select town_code from chosen_towns)
    union all
    select town_code, date from evacuations
    where $dataset = 'evacuations' and date <= $as_of and town_code in (select town_code from chosen_towns)
    union all
    select source as town_code, date from front_distances
    where $dataset = 'front_distances' and date <= $as_of and date > least($as_of::date - 180, $since::date - 1)
        and town_code in (select town_code from chosen_towns)
),
reported as (
    select town_code, date, count(*) as reports
    from known
    where date > least($as_of::date - 180, $since::date - 1)
    group by town_code, date
),
newest as (
    select town_code, max(date) as newest from known group by town_code
),
lately as (
    select
        town_code,
        bit_or(case when days_ago < 60 then 1::bigint << days_ago end) as reported_0,
        bit_or(case when days_ago between 60 and 119 then 1::bigint << (days_ago - 60) end) as reported_60,
        bit_or(case when days_ago >= 120 then 1::bigint << (days_ago - 120) end) as reported_120
    from (select town_code, date_diff('day', date, $as_of::date) as days_ago from reported) as placed
    where days_ago < 180
    group by town_code
),
counted as (
    select
        town_code, sum(reports) as reports, count(*) as days_reported,
        count(distinct date_trunc('week', date)) as weeks_reported
    from reported
    where date between $since and $until
    group by town_code
),
bounded as (
    select town_code, date from reported where date between $since and $until
    union all
    select town_code, $since::date - 1 as date from newest
    union all
    select town_code, $until::date + 1 as date from newest
),
runs as (
    select town_code, date, lag(date) over (partition by town_code order by date) as before
    from bounded
),
placed as (
    select
        town_code, before, date_diff('day', before, date) - 1 as gap_days,
        row_number() over (partition by town_code order by date_diff('day', before, date) desc, date) as place
    from runs
    where before is not null
)
select
    t.town_code, t.town_name, case when $dataset = 'front_distances' then n.town_code end as source, n.newest,
    coalesce(l.reported_0, 0) as reported_0, coalesce(l.reported_60, 0) as reported_60,
    coalesce(l.reported_120, 0) as reported_120,
    coalesce(c.reports, 0)::bigint as reports, coalesce(c.days_reported, 0)::bigint as days_reported,
    coalesce(c.weeks_reported, 0)::bigint as weeks_reported, p.gap_days::bigint as longest_gap_days,
    case when p.gap_days > 0 then p.before + 1 end as gap_since,
    case when p.gap_days > 0 then p.before + p.gap_days::integer end as gap_until
from newest as n
join placed as p using (town_code)
left join counted as c using (town_code)
left join lately as l using (town_code)
left join (select town_code, town_name from chosen_towns) as t using (town_code)
where p.place = 1
order by t.town_name nulls last, n.town_code
