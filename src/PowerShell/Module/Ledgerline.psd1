@{
    RootModule           = 'Ledgerline.PowerShell.dll'
    ModuleVersion        = '{version}'
    GUID                 = '7d0f2a0e-6c1b-4a38-9a55-3f2e6b1c9d84'
    Author               = '{authors}'
    CompanyName          = '{authors}'
    Copyright            = '(c) {authors}. MIT licence.'
    Description          = '{description}'
    PowerShellVersion    = '7.6'
    CompatiblePSEditions = @('Core')
    FormatsToProcess     = @('Ledgerline.format.ps1xml')
    CmdletsToExport      = @(
        'Add-LogEntry'
        'Get-LogEntry'
        'New-LedgerProject'
        'Watch-Log'
    )
    FunctionsToExport    = @()
    AliasesToExport      = @()
    VariablesToExport    = @()
    PrivateData          = @{
        PSData = @{
            Tags       = @('event-log', 'append-only', 'json', 'jsonl', 'storage', 'PSEdition_Core')
            License    = 'MIT'
            Prerelease = '{prerelease}'
        }
    }
}
