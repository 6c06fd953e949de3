-- One row: people evacuated from the chosen towns by counts at $count_at, in the last 7 and 30 days up to $as_of, in
-- the 7 days before those, and in all; with the towns and reports behind each. Null where there is no report.
select
    (sum(e.evacuated) filter (e.date > $as_of::date - 7))::bigint as evacuated_7_days,
    count(*) filter (e.date > $as_of::date - 7) as reports_7_days,
    count(distinct e.town_code) filter (e.date > $as_of::date - 7) as towns_7_days,
    (sum(e.evacuated) filter (e.date between $as_of::date - 13 and $as_of::date - 7))::bigint as evacuated_7_days_before,
    (sum(e.evacuated) filter (e.date > $as_of::date - 30))::bigint as evacuated_30_days,
    count(*) filter (e.date > $as_of::date - 30) as reports_30_days,
    (sum(e.evacuated))::bigint as evacuated,
    count(*) as reports,
    count(distinct e.town_code) as towns,
    min(e.date) as oldest,
    max(e.date) as newest
from evacuations as e
join chosen_towns using (town_code)
where e.count_at = $count_at and e.date <= $as_of
