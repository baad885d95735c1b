# The data that the help's examples speak of, in $env:LEDGERLINE_ROOT or the current location: made before each example,
# here and in the hosted tests.
New-LedgerProject p_demo | Out-Null
1..50 | ForEach-Object { @{ kind = 'tweak'; n = $_ } } | Add-LogEntry -Project p_demo
Add-LogEntry -Project p_demo -Log audit 'begun'
