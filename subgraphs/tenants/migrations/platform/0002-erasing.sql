-- the last thing that is taken away when a tenant is erased
grant delete on platform.tenant to parley_platform;
