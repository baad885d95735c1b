# Loads the module's assemblies into a load context of their own, so that another module's versions of them, loaded
# before or after, do not collide with these. One context serves all runspaces of a process.
using namespace System.Runtime.Loader

if (-not $IsLinux) {
    throw [System.PlatformNotSupportedException]::new('Ledgerline runs on Linux only: import it there, also in WSL or a container, or reach such a machine with Enter-PSSession.')
}

$directory = [System.IO.Path]::Join($PSScriptRoot, 'lib')
$file = [System.IO.Path]::Join($directory, '{assembly}.dll')
# PowerShell keeps what it knows of a cmdlet by the full name of its class and assembly: versions can stand beside each
# other in a process, copies of one version cannot, and share a context.
$name = [System.Reflection.AssemblyName]::GetAssemblyName($file).FullName
[System.Threading.Monitor]::Enter([AssemblyLoadContext]::Default)
try {
    $context = [AssemblyLoadContext]::All | Where-Object Name -EQ $name
    if (-not $context) {
        $context = [AssemblyLoadContext]::new($name)
        # An assembly that a context holds already is found there before the default context is asked.
        foreach ($assembly in [System.IO.Directory]::GetFiles($directory, '*.dll')) {
            $null = $context.LoadFromAssemblyPath($assembly)
        }
    }
}
finally {
    [System.Threading.Monitor]::Exit([AssemblyLoadContext]::Default)
}

$commands = $context.Assemblies | Where-Object { $_.FullName -eq $name }
if ($commands.Location -ne $file -and
    -not [System.Linq.Enumerable]::SequenceEqual([byte[]][System.IO.File]::ReadAllBytes($commands.Location), [byte[]][System.IO.File]::ReadAllBytes($file))) {
    throw [System.InvalidOperationException]::new("This process uses another build of the same version of {name} already, from $($commands.Location): start a new process to import this one.")
}

# Import-Module -Force keeps the old commands' module loaded, and would then import nothing.
Get-Module -All | Where-Object Path -EQ $commands.Location | Remove-Module -Force
# A session takes one cmdlet of a name from modules of one name: of copies and versions, those imported last.
Get-Module -All | Where-Object { $_.Name -eq '{name}' -and $_.ModuleBase -ne $PSScriptRoot } | Remove-Module -Force
Import-Module -Assembly $commands
