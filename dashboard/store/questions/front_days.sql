-- One row per source and day with a front distance: how many towns it speaks of on that day.
select source, date, count(*) as towns from front_distances group by source, date order by source, date
