#!/usr/bin/env pwsh
<#
.SYNOPSIS
    Checks that the built module could be published, and prints what to run to publish it. Publishes nothing.
.DESCRIPTION
    Build first: dotnet build src/PowerShell --configuration Release. The last lines are the commands, or what failed.
.PARAMETER ModuleDirectory
    The module as the build left it.
.PARAMETER SkipTests
    Leaves out the tests, which take minutes.
#>
[CmdletBinding()]
param(
    [string] $ModuleDirectory = (Join-Path $PSScriptRoot '../artifacts/module/Ledgerline'),
    [switch] $SkipTests
)

$ErrorActionPreference = 'Stop'
$repository = (Resolve-Path (Join-Path $PSScriptRoot '..')).Path
$module = (Resolve-Path $ModuleDirectory).Path
$manifestFile = Join-Path $module 'Ledgerline.psd1'
$failures = [System.Collections.Generic.List[string]]::new()

# Runs a check: what it puts out is what is wrong.
function Test-Promise([string] $Name, [scriptblock] $Check) {
    $wrong = @(try { & $Check } catch { $_ })
    if ($wrong) {
        $failures.Add($Name)
        "FAILED  $Name"
        $wrong | ForEach-Object { "        $_" }
    }
    else {
        "ok      $Name"
    }
}

# Runs PowerShell in a process of its own: what it says beyond what is expected is wrong.
function Test-Process([string] $Command, [string] $Expected) {
    $said = & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command $Command *>&1 | Out-String
    if ($said.Trim() -ne $Expected) {
        "It said: $said"
    }
}

$manifest = Import-PowerShellDataFile $manifestFile
$psData = $manifest.PrivateData.PSData
$version = $manifest.ModuleVersion + ($psData.Prerelease ? "-$($psData.Prerelease)" : '')

Test-Promise 'The manifest is valid' {
    Test-ModuleManifest $manifestFile -WarningVariable warnings -WarningAction SilentlyContinue | Out-Null
    $warnings
}
Test-Promise 'The manifest says what a gallery shows' {
    foreach ($name in 'Author', 'CompanyName', 'Copyright', 'Description', 'GUID') {
        if (-not $manifest[$name] -or $manifest[$name] -match '[{}]') {
            "$name is '$($manifest[$name])'."
        }
    }
    if (-not $psData.Tags) { 'Tags are missing.' }
    if ("$($psData.ReleaseNotes)" -notlike "${version}: *") { "ReleaseNotes do not begin with '${version}: '." }
}
Test-Promise 'The version is the one of Directory.Build.props' {
    $declared = ([xml](Get-Content -Raw (Join-Path $repository 'Directory.Build.props'))).SelectSingleNode('//Version').InnerText
    if ($declared -notmatch '^\d+\.\d+\.\d+(-\w+)?$' -or $declared -like '0.0.0*') { "'$declared' is no version to publish." }
    if ($version -ne $declared) { "The module is $version, Directory.Build.props says $declared." }
}
Test-Promise 'The files are those of the manifest, and a licence is among them' {
    $files = Get-ChildItem $module -Recurse -File | ForEach-Object { [System.IO.Path]::GetRelativePath($module, $_.FullName) }
    Compare-Object @($manifest.FileList) @($files) | ForEach-Object { "$($_.InputObject) $($_.SideIndicator)" }
    if ('LICENSE' -notin $files) { 'LICENSE is missing.' }
}
Test-Promise 'It was built for release' {
    Test-Process @"
        Import-Module '$module'
        `$assembly = (Get-Command Add-LogEntry).ImplementingType.Assembly
        [System.Reflection.CustomAttributeExtensions]::GetCustomAttribute(`$assembly, [System.Reflection.AssemblyConfigurationAttribute]).Configuration
"@ 'Release'
}
Test-Promise 'It imports in a fresh process without a word' {
    Test-Process "Import-Module '$module'; (Get-Module Ledgerline).Name" 'Ledgerline'
}
Test-Promise 'It exports what the manifest names, no more and no less' {
    Test-Process "Import-Module '$module'; ((Get-Command -Module Ledgerline).Name | Sort-Object) -join ' '" (($manifest.CmdletsToExport | Sort-Object) -join ' ')
}
Test-Promise 'The help of every command is complete' {
    Test-Process @"
        Import-Module '$module'
        foreach (`$command in (Get-Command -Module Ledgerline).Name) {
            `$help = Get-Help `$command -Full
            `$described = `$help.parameters.parameter | Where-Object { `$_.description.Text }
            if (-not `$help.description -or -not `$help.examples -or -not `$described) { `$command }
        }
        if (-not (Get-Help about_Ledgerline)) { 'about_Ledgerline' }
"@ ''
}
Test-Promise 'PSScriptAnalyzer finds nothing in its scripts' {
    if (Get-Module -ListAvailable PSScriptAnalyzer) {
        Invoke-ScriptAnalyzer $module -Recurse | ForEach-Object { "$($_.ScriptName) line $($_.Line): $($_.Message)" }
    }
    else {
        'PSScriptAnalyzer is not installed: Install-PSResource PSScriptAnalyzer'
    }
}
if (-not $SkipTests) {
    Test-Promise 'The tests in the hosted engine pass' {
        $said = dotnet test (Join-Path $repository 'tests/Ledgerline.PowerShell.Tests') --nologo 2>&1
        if ($LASTEXITCODE) { $said }
    }
    Test-Promise 'The script tests pass' {
        $said = bash (Join-Path $repository 'tests/PowerShell/run.sh') 2>&1
        if ($LASTEXITCODE -or $said -match 'skipped') { $said }
    }
}
Test-Promise 'Everything is committed' {
    git -C $repository status --porcelain
}

''
if ($failures) {
    "Not ready: $($failures -join '; ')."
    exit 1
}

@"
Ready. To publish, with the gallery's key in `$key:

    git tag v$version && git push origin v$version
    Publish-PSResource -Path '$module' -Repository PSGallery -ApiKey `$key

To try it first with a repository in a directory:

    Register-PSResourceRepository Local -Uri (New-Item -ItemType Directory ./local-gallery) -Trusted
    Publish-PSResource -Path '$module' -Repository Local
    Install-PSResource Ledgerline -Repository Local
"@
