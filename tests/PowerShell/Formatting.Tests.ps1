# What holds for the views of every type that a command puts out. The objects are those of the help's examples.
BeforeDiscovery {
    . $PSScriptRoot/Import-BuiltModule.ps1
    $types = (Get-Command -Module Ledgerline).OutputType.Name | Where-Object { $_ -like 'Ledgerline.*' } | Sort-Object -Unique
}

BeforeAll {
    . $PSScriptRoot/Import-BuiltModule.ps1

    # One object of each type.
    $samples = @{}
    foreach ($command in Get-Command -Module Ledgerline) {
        foreach ($example in (Get-Help $command.Name -Examples).examples.example) {
            if ($command.Verb -eq 'Watch' -and $example.code -notmatch '-(Count|Timeout)\b') {
                continue
            }
            $env:LEDGERLINE_ROOT = New-TestRoot
            Push-Location $env:LEDGERLINE_ROOT
            try {
                & $PSScriptRoot/Initialize-ExampleData.ps1 | Out-Null
                & ([scriptblock]::Create("`$ConfirmPreference = 'None'`n$($example.code)")) 3>$null |
                    ForEach-Object { $samples[$_.GetType().FullName] = $_ }
            }
            finally {
                Pop-Location
                Remove-Item -Recurse -Force $env:LEDGERLINE_ROOT
                Remove-Item Env:LEDGERLINE_ROOT
            }
        }
    }

    # Of what no example puts out: a damaged line.
    $env:LEDGERLINE_ROOT = New-TestRoot
    New-LedgerProject p_demo | Out-Null
    1..3 | Add-LogEntry -Project p_demo
    $file = Join-Path $env:LEDGERLINE_ROOT 'projects/p_demo/.meta/history.jsonl'
    (Get-Content $file) -replace '"seq":2', '"seq":?' | Set-Content $file
    $samples['Ledgerline.PowerShell.LogFault'] = Test-Log -Project p_demo | Select-Object -First 1
    Remove-Item -Recurse -Force $env:LEDGERLINE_ROOT
    Remove-Item Env:LEDGERLINE_ROOT

    function Show($Object, [string] $View) {
        # Without colours, which count as characters.
        $PSStyle.OutputRendering = 'PlainText'
        @($Object | & "Format-$View" | Out-String -Width 100).Split("`n").TrimEnd() | Where-Object { $_ }
    }
}

Describe 'A <_>' -ForEach $types {
    BeforeAll {
        $type = $_
        $sample = $samples[$type]
        $views = Get-FormatData -TypeName $type -PowerShellVersion $PSVersionTable.PSVersion
        $table = ($views.FormatViewDefinition | Where-Object { $_.Control -is [System.Management.Automation.TableControl] })[0].Control
    }

    It 'comes out in the examples' {
        $sample | Should -Not -BeNullOrEmpty
    }

    It 'is a table by default, without a column that has no room in 100' {
        $columns = $table.Headers.Count
        $columns | Should -BeGreaterThan 0
        $lines = Show $sample Table
        $lines | ForEach-Object { $_.Length | Should -BeLessOrEqual 100 }
        # Format-Table leaves out the last columns where there is no room for them.
        ($lines | Where-Object { $_ -match '^[- ]+$' }).Trim() -split ' +' | Should -HaveCount $columns
    }

    It 'shows the same by default and in a table' {
        $PSStyle.OutputRendering = 'PlainText'
        ($sample | Out-String -Width 100) | Should -Be ($sample | Format-Table | Out-String -Width 100)
    }

    It 'shows in a list what it holds' {
        $text = (Show $sample List) -join "`n"
        foreach ($property in $sample.PSObject.Properties) {
            if ($property.Value -is [string] -and $property.Value.Length -lt 40) {
                $text | Should -Match ([regex]::Escape($property.Value)) -Because "-$($property.Name) is $($property.Value)"
            }
        }
        if ($sample.PSObject.Properties['Data'] -and $null -ne $sample.Data) {
            $text | Should -Match '(?m)^Data\s+: '
            $text | Should -Not -Match '@\{|System\.Object|PSCustomObject'
        }
    }
}
