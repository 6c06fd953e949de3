-- One row per day, week (from Monday) or month ($unit) with a report from $since up to $until: people evacuated from
-- the chosen towns by counts at $count_at. A period without a report has no row.
select
    date_trunc($unit, e.date)::date as period,
    (sum(e.evacuated))::bigint as evacuated,
    count(distinct e.town_code) as towns,
    count(*) as reports,
    count(distinct e.date) as days_reported,
    max(e.date) as newest
from evacuations as e
join chosen_towns using (town_code)
where e.count_at = $count_at and e.date between $since and $until
group by period
order by period
