-- At most one row: the newest held area on or before $as_of, of $source where that source has one, else of any.
select date, source, area
from front_lines
where date <= $as_of
order by source = $source desc, date desc, source
limit 1
