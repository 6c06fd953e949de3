-- One row per point of counting: how many reports and people it has up to $as_of in the chosen towns, and its first day.
select e.count_at, min(e.date) as oldest, count(*) as reports, (sum(e.evacuated))::bigint as evacuated
from evacuations as e
join chosen_towns using (town_code)
where e.date <= $as_of
group by e.count_at
order by e.count_at
