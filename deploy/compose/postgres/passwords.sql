-- The roles' passwords, from the files that prepare.sh made; run again when they were made anew.
\set department `cat /etc/taxbrain/department.password`
\set cdc `cat /etc/taxbrain/cdc.password`
\set court_api `cat /etc/taxbrain/court_api.password`
\set table_reader `cat /etc/taxbrain/table_reader.password`
ALTER ROLE department PASSWORD :'department';
ALTER ROLE cdc PASSWORD :'cdc';
ALTER ROLE court_api PASSWORD :'court_api';
ALTER ROLE table_reader PASSWORD :'table_reader';
