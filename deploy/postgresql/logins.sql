-- The two logins of a team, run once after roles.sql, by the administrator:
--     SECRETS=deploy/secrets psql --dbname=dashboard --set=ON_ERROR_STOP=1 --file=deploy/postgresql/logins.sql
-- dashboard_owner makes the tables and brings them up to date; dashboard_copy is whom the copies of the app come as.
-- Their passwords are read from files, so that they stand in no list of commands.
\set owner_password `cat "${SECRETS:-/run/secrets}/owner_password"`
\set copies_password `cat "${SECRETS:-/run/secrets}/copies_password"`
create role dashboard_owner login password :'owner_password';
create role dashboard_copy login password :'copies_password' in role dashboard_app;
select format('alter database %I owner to dashboard_owner', current_database()) \gexec
