-- The departments' databases and roles, as deploy/local makes them (PostgresProvisioning); passwords come from files.
\set department `cat /etc/taxbrain/department.password`
\set cdc `cat /etc/taxbrain/cdc.password`
\set court_api `cat /etc/taxbrain/court_api.password`
\set table_reader `cat /etc/taxbrain/table_reader.password`

CREATE ROLE department LOGIN PASSWORD :'department';
CREATE ROLE cdc LOGIN REPLICATION PASSWORD :'cdc';
CREATE ROLE court_api LOGIN PASSWORD :'court_api';
CREATE ROLE table_reader LOGIN PASSWORD :'table_reader';

CREATE DATABASE property_register OWNER department;
CREATE DATABASE tax_core OWNER department;
CREATE DATABASE court OWNER department;
CREATE DATABASE exchange_tables OWNER department;
REVOKE ALL ON DATABASE property_register, tax_core, court, exchange_tables FROM PUBLIC;
GRANT CONNECT ON DATABASE property_register, tax_core TO cdc;
GRANT CONNECT ON DATABASE court TO court_api;
GRANT CONNECT ON DATABASE exchange_tables TO table_reader;

-- only a superuser may publish all tables, those still to come included
\connect property_register
GRANT USAGE ON SCHEMA public TO cdc;
ALTER DEFAULT PRIVILEGES FOR ROLE department IN SCHEMA public GRANT SELECT ON TABLES TO cdc;
CREATE PUBLICATION taxbrain FOR ALL TABLES;

\connect tax_core
GRANT USAGE ON SCHEMA public TO cdc;
ALTER DEFAULT PRIVILEGES FOR ROLE department IN SCHEMA public GRANT SELECT ON TABLES TO cdc;
CREATE PUBLICATION taxbrain FOR ALL TABLES;

\connect court
GRANT USAGE ON SCHEMA public TO court_api;
ALTER DEFAULT PRIVILEGES FOR ROLE department IN SCHEMA public GRANT SELECT ON TABLES TO court_api;

\connect exchange_tables
GRANT USAGE ON SCHEMA public TO table_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE department IN SCHEMA public GRANT SELECT ON TABLES TO table_reader;
