-- One row per chosen town and week (from Monday) with a report of $dataset (town_status or evacuations), from $since
-- up to $until.
select t.town_code, t.town_name, date_trunc('week', r.date)::date as week, count(*) as reports
from (
    select town_code, date from town_status where $dataset = 'town_status'
    union all
    select town_code, date from evacuations where $dataset = 'evacuations'
) as r
join chosen_towns as t using (town_code)
where r.date between $since and $until
group by all
order by t.town_name, t.town_code, week
