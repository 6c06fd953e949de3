-- One row per chosen town and dataset that speaks of it: its newest report on or before $as_of and how many there are.
select t.town_code, t.town_name, r.dataset, r.newest, r.reports
from (
    select 'town_status' as dataset, town_code, max(date) as newest, count(*) as reports
    from town_status where date <= $as_of group by town_code
    union all
    select 'evacuations', town_code, max(date), count(*) from evacuations where date <= $as_of group by town_code
    union all
    select 'front_distances', town_code, max(date), count(*) from front_distances where date <= $as_of group by town_code
) as r
join chosen_towns as t using (town_code)
order by t.town_name, t.town_code, r.dataset
