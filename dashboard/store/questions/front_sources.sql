-- One row per source of front distances: its newest date on or before $as_of and the towns it speaks of on that date.
with newest as (
    select source, max(date) as newest, count(*) as reports
    from front_distances
    where date <= $as_of
    group by source
)
select newest.source, newest.newest, newest.reports, count(*) as towns
from newest
join front_distances as d on d.source = newest.source and d.date = newest.newest
group by all
order by newest.source
