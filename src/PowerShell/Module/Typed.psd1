@{
    RootModule           = '{name}.psm1'
    ModuleVersion        = '{version}'
    GUID                 = '{guid}'
    Author               = '{authors}'
    CompanyName          = '{authors}'
    Copyright            = '(c) {authors}.'
    Description          = '{description}'
    PowerShellVersion    = '7.6'
    CompatiblePSEditions = @('Core')
    FormatsToProcess     = @(
        'Ledgerline.Document.format.ps1xml'
        'Ledgerline.Typed.format.ps1xml'
    )
    CmdletsToExport      = @(
        {cmdlets}
    )
    FunctionsToExport    = @()
    AliasesToExport      = @()
    VariablesToExport    = @()
    FileList             = @(
        {files}
    )
    PrivateData          = @{
        PSData = @{
            Tags       = @('PSEdition_Core')
            Prerelease = '{prerelease}'
        }
    }
}
