-- One row per date with a front distance of $source, from $since up to $until, oldest first.
select distinct date from front_distances where source = $source and date between $since and $until order by date
