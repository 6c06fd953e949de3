-- One row per chosen town and day with a report from $since up to $until, by counts at $count_at.
select t.town_code, t.town_name, e.date, (sum(e.evacuated))::bigint as evacuated
from evacuations as e
join chosen_towns as t using (town_code)
where e.count_at = $count_at and e.date between $since and $until
group by all
order by t.town_name, t.town_code, e.date
