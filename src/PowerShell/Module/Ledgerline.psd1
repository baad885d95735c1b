@{
    RootModule           = 'Ledgerline.psm1'
    ModuleVersion        = '{version}'
    GUID                 = '7d0f2a0e-6c1b-4a38-9a55-3f2e6b1c9d84'
    Author               = '{authors}'
    CompanyName          = '{authors}'
    Copyright            = '(c) {authors}. MIT licence.'
    Description          = '{description}'
    PowerShellVersion    = '7.6'
    CompatiblePSEditions = @('Core')
    TypesToProcess       = @('Ledgerline.types.ps1xml')
    FormatsToProcess     = @(
        'Ledgerline.Blob.format.ps1xml'
        'Ledgerline.Connection.format.ps1xml'
        'Ledgerline.Document.format.ps1xml'
        'Ledgerline.Log.format.ps1xml'
        'Ledgerline.Project.format.ps1xml'
        'Ledgerline.Transfer.format.ps1xml'
    )
    CmdletsToExport      = @(
        'Add-LogEntry'
        'Complete-Log'
        'Connect-Ledger'
        'Copy-LedgerProject'
        'Disconnect-Ledger'
        'Export-Log'
        'Get-BlobItem'
        'Get-JsonKv'
        'Get-LedgerConnection'
        'Get-LedgerProject'
        'Get-Log'
        'Get-LogEntry'
        'Import-Log'
        'Limit-Log'
        'New-LedgerProject'
        'Remove-BlobItem'
        'Remove-JsonKv'
        'Remove-LedgerProject'
        'Remove-Log'
        'Repair-Log'
        'Set-BlobItem'
        'Set-JsonKv'
        'Test-Log'
        'Watch-JsonKv'
        'Watch-Log'
    )
    FunctionsToExport    = @()
    AliasesToExport      = @()
    VariablesToExport    = @()
    FileList             = @(
        {files}
    )
    PrivateData          = @{
        PSData = @{
            Tags         = @('event-log', 'append-only', 'json', 'jsonl', 'document-store', 'postgresql', 'storage', 'PSEdition_Core', 'Linux')
            ReleaseNotes = '0.1.0: the first release.'
            Prerelease   = '{prerelease}'
        }
    }
}
